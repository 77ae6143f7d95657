import type { TypedFlatConfigItem } from '@antfu/eslint-config'
import antfu from '@antfu/eslint-config'

/** Forbids imports whose specifier matches, in the files of one folder. */
function forbidImports(name: string, files: string[], rules: { regex: string, message: string }[]): TypedFlatConfigItem {
  return {
    name: `project/${name}`,
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: rules },
      ],
    },
  }
}

/** Parts of `scripts/` that run in a browser, too. */
const nodeFree = 'protocol/|engine/|hub/|probe/|machines/(?:machine|emitter|exclusive|script-timeout)\\.ts|machines/embedded/core/|images/embedded/options\\.ts'

export default antfu(
  {
    vue: true,
    typescript: true,
    markdown: true,
    // Files that are wrong on purpose, and what programs write.
    ignores: ['tests/fixtures/bad-demos/**', 'scripts/images/embedded/built/**'],
  },
  {
    name: 'project/node',
    files: ['**/*.ts'],
    rules: {
      // Top-level await is how a Node entry file starts.
      'antfu/no-top-level-await': 'off',
      'no-console': 'off',
    },
  },
  {
    name: 'project/slides',
    files: ['slides/**/*.md'],
    rules: {
      // Every slide of a chapter has a title of its own.
      'markdown/no-multiple-h1': 'off',
    },
  },
  // Imports go one way: slides → components → demos, scripts → demos.
  forbidImports('components', ['components/**/*.{ts,vue}'], [
    { regex: `/scripts/(?!${nodeFree})`, message: 'Components may import from scripts/ only what is free of Node.' },
    { regex: '/(slides|tests)/', message: 'Components know nothing of slides and tests.' },
  ]),
  forbidImports('demos', ['demos/**/*.ts'], [
    { regex: '^(?!\\./(?:define|parts/[\\w-]+)\\.ts$)', message: 'Demos are data; they import only ./define.ts and ./parts/.' },
  ]),
  forbidImports('scripts', ['scripts/**/*.ts'], [
    { regex: '/(components|slides|tests)/', message: 'Scripts know nothing of components, slides and tests.' },
  ]),
  forbidImports('node-free', [
    'scripts/{protocol,engine,hub,probe}/**/*.ts',
    'scripts/machines/embedded/core/**/*.ts',
    'scripts/machines/machine.ts',
    'scripts/machines/emitter.ts',
    'scripts/machines/exclusive.ts',
    'scripts/machines/script-timeout.ts',
  ], [
    { regex: '^node:', message: 'This part runs in a browser, too.' },
    { regex: '/(server|commands|export)/', message: 'This part runs in a browser, too.' },
    { regex: '/(components|slides|tests)/', message: 'Scripts know nothing of components, slides and tests.' },
  ]),
)
