import { openHousehold } from '/work/main/test/processes/household.ts'
import { addDays, atTime, date } from '/work/main/kernel/dates.ts'
import { writeFileSync } from 'node:fs'
const [,, mode, out] = process.argv
const rest = ['rules','kyc','bureau','fraud','decision','lending','documents','payments','monitor']
const split = mode === '1' ? [[]] : mode==='2' ? [rest, ['gateway','identity','comms']] : [rest.filter(x=>x!=='kyc'&&x!=='bureau'), ['gateway'], ['identity','comms','kyc','bureau']]
const t0=performance.now(); const lap=(s:string)=>console.log(s, Math.round(performance.now()-t0))
const h = await openHousehold(split, '7')
lap('open')
const [first] = h.parts
const GOOD = { score: 830, pan: 'valid', pennyDrop: 'success', sanctioned: false, mandate: 'confirmed', payout: 'processed', sms: 'delivered', presentment:'success' }
try {
for (let i=0;i<2;i++) {
  const person = await first!.tell<any>('sandbox', {method:'POST', path:'/people/mint', body:{until:'active', traits: GOOD}})
  await first!.tell('sandbox', {method:'POST', path:'/traits', body:{...GOOD, nameAtBank: person.name, subject:`person-${person.n}`}})
}
lap('minted')
for (const day of [1,2,3,4,10,20,35,40]) {
  await first!.tell('moveTo', atTime(addDays(date('2026-01-05'), day), '10:00'))
  lap('day '+day)
  if (day<5) console.log(JSON.stringify(await first!.tell('sandbox',{method:'GET', path:'/people'})))
}
console.log(await Promise.all(h.parts.map(p=>p.tell('now'))), JSON.stringify(await first!.tell('parked')))
const t = await first!.tell<any>('tables')
writeFileSync(out!, JSON.stringify(t,null,1))
console.log(Object.entries(t).map(([k,v]:any)=>k+':'+v.length).join(' '))
} catch (e) { console.log(e) }
await h.close(); lap('closed')
