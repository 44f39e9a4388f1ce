/** Text as a file travels in an answer. */

export const base64Of = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
