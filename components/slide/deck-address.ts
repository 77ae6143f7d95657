/** Where readers find the deck, as an absolute address. Undefined where nobody said it. */
export const ownAddress: string | undefined = import.meta.env.CBU_ADDRESS || undefined
