import { defineShikiSetup } from '@slidev/types'

/** Code in the decks' own colours, as CSS variables: one theme serves light and dark. */
const theme = {
  name: 'cbu',
  type: 'light' as const,
  colors: { 'editor.background': 'var(--cbu-surface)', 'editor.foreground': 'var(--cbu-text)' },
  tokenColors: [
    {
      scope: ['comment', 'punctuation.definition.comment'],
      settings: { foreground: 'var(--cbu-muted)' },
    },
    {
      scope: ['keyword', 'storage'],
      settings: { foreground: 'var(--cbu-term-5)' },
    },
    {
      scope: ['string'],
      settings: { foreground: 'var(--cbu-term-2)' },
    },
    {
      scope: ['constant', 'variable.other.constant'],
      settings: { foreground: 'var(--cbu-term-4)' },
    },
    {
      scope: ['entity.name.function', 'support.function'],
      settings: { foreground: 'var(--cbu-kernel)' },
    },
  ],
}

export default defineShikiSetup(() => ({
  themes: { light: theme, dark: theme },
  // Unlimited: a busy computer takes longer than the half second that a line may take otherwise, and would leave the rest of it plain.
  tokenizeTimeLimit: 0,
}))
