import type { InjectionKey } from 'vue'
import type { References } from '../../scripts/protocol/reference.ts'

/** Under which `slides/setup/main.ts` provides the bibliography. */
export const bibliographyKey: InjectionKey<References> = Symbol('bibliography')
