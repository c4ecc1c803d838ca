import type { UsualSizes } from '../../../contract/index.ts'

interface UsualPictureProps {
  readonly sizes: UsualSizes
  /** of this answer, in bytes */
  readonly own: number
}

/** Where an answer's size lies beside the usual ones, each step to the right so many times as large; told in words above. */
export function UsualPicture({ sizes: { least, low, middle, high, most }, own }: UsualPictureProps) {
  const begin = Math.log(1 + Math.min(least, own) / 1.5)
  const end = Math.log(1 + Math.max(most, own) * 1.5)
  const at = (bytes: number) => `${(100 * (Math.log(1 + bytes) - begin)) / (end - begin || 1)}%`
  const between = (from: number, to: number) => ({ left: at(from), right: `calc(100% - ${at(to)})` })
  return (
    <div className="usual-track" aria-hidden>
      <div className="usual-all" style={between(least, most)} />
      <div className="usual-most" style={between(low, high)} />
      <div className="usual-middle" style={{ left: at(middle) }} />
      <div className="usual-own" style={{ left: at(own) }} />
    </div>
  )
}
