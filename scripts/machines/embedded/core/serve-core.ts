import type { MachineImage } from './boot-emulator.ts'
import type { ClientMessage, ImageLocation, Request, Requests, RequestType, WorkerPort } from './protocol.ts'
import type { EmulatorConstructor } from './v86-emulator.ts'
import { MachineError } from '../../machine.ts'
import { EmulatorCore } from './emulator-core.ts'
import { explainStartFailure } from './start-failure.ts'

/** How a worker gets hold of v86 and of an image; differs between Node and a browser. */
export interface CoreLoader {
  loadEmulator: () => Promise<EmulatorConstructor>
  /** @throws MachineError 'image-missing' or 'image-mismatch' */
  loadImage: (location: ImageLocation) => Promise<MachineImage>
  /** Bytes of memory that kept states may take, beside the one it begins with. */
  keptBytes: number
  /** Told when the machine runs. @default not reported */
  onBooted?: () => void
}

/** Serves one machine over a port, for as long as the worker lives. */
export function serveCore(port: WorkerPort, loader: CoreLoader): void {
  let booted: EmulatorCore | undefined
  const runs = new Map<number, AbortController>()

  async function boot({ image }: Request<'boot'>): Promise<undefined> {
    const [V86, parts] = await Promise.all([
      loader.loadEmulator(),
      'state' in image
        ? image
        : loader.loadImage(image),
    ])
    try {
      booted = await EmulatorCore.boot(V86, parts, loader.keptBytes, {
        output: (shell, data) => port.post({ type: 'output', shell, data }),
        exit: (shell, exit, rest) => port.post({ type: 'exit', shell, exit, rest }),
        panic: words => port.post({ type: 'panic', words }),
      })
    }
    catch (error) {
      throw explainStartFailure(error)
    }
    loader.onBooted?.()
  }

  function core(): EmulatorCore {
    if (!booted)
      throw new MachineError('start-failed', 'The machine is used before it has started. Wait for start().')
    return booted
  }

  async function run({ id, script, timeout }: Request<'run'>): Promise<Requests['run']['answer']> {
    const controller = new AbortController()
    runs.set(id, controller)
    try {
      return await core().run(script, timeout, controller.signal)
    }
    finally {
      runs.delete(id)
    }
  }

  const requests = {
    boot,
    run,
    'open-shell': ({ options }) => core().openShell(options),
    'save': ({ checkpoint }) => core().save(checkpoint),
    'rewind': ({ checkpoint }) => core().rewind(checkpoint),
    'restore': ({ checkpoint }) => core().restore(checkpoint),
    'suspend': () => core().suspend(),
    'resume': () => core().resume(),
  } satisfies { [Type in RequestType]: (request: Request<Type>) => Promise<Requests[Type]['answer'] | void> }

  const notices = {
    'cancel': ({ id }) => runs.get(id)?.abort(new MachineError('stopped', 'The run was aborted.')),
    'write': ({ shell, data }) => core().write(shell, data),
    'resize': ({ shell, columns, rows }) => core().resizeShell(shell, { columns, rows }),
    'pause-shell': ({ shell }) => core().pauseShell(shell),
    'resume-shell': ({ shell }) => core().resumeShell(shell),
    'kill-shell': ({ shell }) => core().killShell(shell),
  } satisfies { [Type in Exclude<ClientMessage['type'], RequestType>]: (notice: Extract<ClientMessage, { type: Type }>) => void }

  async function answer(request: Request): Promise<void> {
    try {
      const handler = requests[request.type] as (request: Request) => Promise<unknown>
      port.post({ type: 'answer', id: request.id, answer: await handler(request) })
    }
    catch (error) {
      const code = error instanceof MachineError
        ? error.code
        : undefined
      port.post({
        type: 'failure',
        id: request.id,
        code,
        message: error instanceof Error
          ? error.message
          : String(error),
      })
    }
  }

  port.listen((message) => {
    if (isRequest(message))
      void answer(message)
    else
      (notices[message.type] as (notice: ClientMessage) => void)(message)
  })

  function isRequest(message: ClientMessage): message is Request {
    return message.type in requests
  }
}
