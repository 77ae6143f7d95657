/** The deck is a published site: there is no speaker and no server, and the machine, if it is wanted, runs in the reader's browser. */
export const published: boolean = !__SLIDEV_HAS_SERVER__
