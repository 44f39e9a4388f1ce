/** The reader's own thread: sealed records come in, what they tell goes out (see reader.ts). */
import { parentPort } from 'node:worker_threads'
import { readHere, unpackedRun, type Job, type Read } from './reader.ts'

parentPort!.on('message', ({ id, file, name, runs }: Job) => {
  import(file)
    .then((exported: { readonly [name: string]: Read<unknown> }) => {
      const told = JSON.stringify(readHere(exported[name]!, runs.map(unpackedRun)))
      parentPort!.postMessage({ id, told }, [])
    })
    // Of a record it says its place and no word.
    .catch(({ message }: Error) => parentPort!.postMessage({ id, problem: message }, []))
})
