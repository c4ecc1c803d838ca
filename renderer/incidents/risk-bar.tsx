import type { Severity } from '../../contract/index.ts'
import { formatNumber } from '../parts/format.ts'
import { severityColor } from '../parts/severity.tsx'

/** A risk of 0 to 100 as a number with a bar in the colour of the worst severity. */
export function RiskBar({ risk, worst }: { risk: number; worst: Severity }) {
  return (
    <span className="risk-bar tabular">
      {formatNumber(risk)}
      <i aria-hidden>
        <b style={{ width: `${risk}%`, background: severityColor(worst) }} />
      </i>
    </span>
  )
}
