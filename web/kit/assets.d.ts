/** Files the bundler takes that are no code. */
declare module '*.css'
