/** The typesetter's own thread: papers come in, bytes go out (see press.ts). */
import { parentPort } from 'node:worker_threads'
import { typeset } from './pdf.ts'
import type { Job } from './press.ts'

parentPort!.on('message', ({ id, paper, lender, madeAt }: Job) => {
  typeset(paper, lender, madeAt).then(
    (bytes) => parentPort!.postMessage({ id, bytes }, [bytes.buffer as ArrayBuffer]),
    (problem: unknown) => parentPort!.postMessage({ id, problem: String(problem) }, []),
  )
})
