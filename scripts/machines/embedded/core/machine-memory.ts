/** Memory that a machine takes where it runs, for people. Measured in the benchmark of the site. */
export const MACHINE_MEMORY = '0.4 GB'
