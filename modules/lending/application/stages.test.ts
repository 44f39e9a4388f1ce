import assert from 'node:assert/strict'
import { it } from 'node:test'
import { applicationMachine } from './application.machine.ts'
import { applicationStages } from './stages.ts'

it('The stages to filter applications by are those of their chart', () =>
  assert.deepEqual(applicationStages, Object.keys(applicationMachine.states)))
