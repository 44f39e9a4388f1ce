/** Packs with what browsers and Node have built in. */
import type { Pack } from './ports.ts'

export const gzip: Pack = {
  encoding: 'gzip',
  pack: async (text) => {
    const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
    return new Uint8Array(await new Response(packed).arrayBuffer())
  },
}
