import process from 'node:process'
import { defineCommand, runCommand, runMain } from 'citty'
import { INTERRUPTED } from './cli/exit-codes.ts'
import { watchOutput } from './cli/lost-output.ts'
import { reportError } from './cli/report-error.ts'
import { withHelp } from './cli/with-help.ts'

const main = defineCommand({
  meta: {
    name: 'containers-bottom-up',
    description: 'A talk about Linux containers, from the kernel up, whose demos cannot fail on stage.',
  },
  subCommands: {
    start: () => import('./commands/start.ts').then(module => module.default),
    rehearse: () => import('./commands/rehearse.ts').then(module => module.default),
    export: () => import('./commands/export.ts').then(module => module.default),
    build: () => import('./commands/build.ts').then(module => module.default),
    doctor: () => import('./commands/doctor.ts').then(module => module.default),
    image: () => import('./commands/image.ts').then(module => module.default),
    bench: () => import('./commands/bench.ts').then(module => module.default),
  },
})

// An unhandled rejection is a defect, but must not end a talk: report it like every other error and go on.
process.on('unhandledRejection', reportError)
process.on('uncaughtException', reportError)

const rawArgs = process.argv.slice(2)
// A talk goes on without its log. All else ends as it does with its terminal.
watchOutput(() => {
  if (rawArgs[0] !== 'start' && !process.emit('SIGHUP'))
    process.exit(INTERRUPTED)
})

if (rawArgs.length === 0 || rawArgs.includes('--help') || rawArgs.includes('-h')) {
  await runMain(main, {
    rawArgs: rawArgs.length === 0
      ? ['--help']
      : rawArgs,
  })
}
else {
  // citty's own runner prints errors as objects with a stack; ours are sentences.
  try {
    await runCommand(main, { rawArgs })
  }
  catch (error) {
    reportError(withHelp(error, rawArgs))
    process.exit(1)
  }
}
