/**
 * The port `wide`: raw long-term records per customer, newest first. Its engines come with issue 3.
 */
export type Wide = { readonly engine: 'none' }
