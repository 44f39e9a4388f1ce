/** The reader's own thread: sealed records come in, what they tell goes out (see reader.ts). */
import { parentPort } from 'node:worker_threads'
import { readHere, type Job, type Read } from './reader.ts'

parentPort!.on('message', ({ id, file, name, runs }: Job) => {
  import(file)
    .then((exported: { readonly [name: string]: Read<unknown> }) => {
      const told = JSON.stringify(readHere(exported[name]!, runs))
      parentPort!.postMessage({ id, told }, [])
    })
    .catch((problem: unknown) => parentPort!.postMessage({ id, problem: String(problem) }, []))
})
