/** The outside parties: how they answered in the last five minutes, and what waits for them. */
import { countText, durationText, shareText } from '#web/kit/figures.ts'
import { Tag } from '../tag.tsx'
import { worded } from '../words.ts'
import { vendorHealth, type Vendor } from './health.ts'

export function Vendors({ vendors }: { readonly vendors: readonly Vendor[] }) {
  if (vendors.length === 0) return null
  return (
    <section className="card vendors" aria-label="Vendors">
      <h2>Vendors, last 5 minutes</h2>
      <ul>
        {vendors.map((vendor) => (
          <OneVendor key={vendor.vendor} vendor={vendor} />
        ))}
      </ul>
    </section>
  )
}

function OneVendor({ vendor }: { readonly vendor: Vendor }) {
  const { successShare, p95Ms, waiting } = vendor
  const { meaning, word } = vendorHealth(vendor)
  return (
    <li>
      <b>{worded(vendor.vendor)}</b>
      <Tag state={word} meaning={meaning} />
      <span className="note">
        {successShare === undefined ? '' : `${shareText(successShare)} answered`}
        {p95Ms === undefined ? '' : ` · 95 % within ${durationText(p95Ms)}`}
        {waiting > 0 ? ` · ${countText(waiting)} waiting` : ''}
      </span>
    </li>
  )
}
