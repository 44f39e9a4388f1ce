import { chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'
import * as OTPAuth from 'otpauth'
const base = process.env.BASE ?? 'http://localhost:8090', data = process.env.DATA ?? '/tmp/lead-data'
const text = readFileSync(data+'/first-start.txt','utf8')
const role = process.env.ROLE ?? 'ops'
const b = text.split('role '+role)[1]
const pw = /password\s+(\S+)/.exec(b)[1], secret=/totp\s+(\S+)/.exec(b)[1]
const br = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-background-networking']})
const ctx = await br.newContext({viewport:{width:+(process.env.W??1280),height:+(process.env.H??800)}, colorScheme: process.env.SCHEME ?? 'light'})
const p = await ctx.newPage()
p.on('pageerror', e=>console.log('pageerror', e.message)); p.on('console', m=>m.type()==='error'&&console.log('console', m.text().slice(0,300)))
await p.goto(base+'/')
await p.waitForTimeout(1500)
await p.screenshot({path:'/tmp/shot-signin.png'})
const inputs = await p.locator('input').all()
await inputs[0].fill(role); await inputs[1].fill(pw); await inputs[2].fill(new OTPAuth.TOTP({secret}).generate())
await p.keyboard.press('Enter')
await p.waitForTimeout(2500)
let i=0
for (const path of process.argv.slice(2)) { await p.goto(base+path); await p.waitForTimeout(+(process.env.WAIT??2500)); await p.screenshot({path:`/tmp/shot-${i}.png`, fullPage: !!process.env.FULL}); i++ }
await br.close()
