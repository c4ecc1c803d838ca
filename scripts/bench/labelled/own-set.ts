import { readLabelledSet, toLogLine } from '../../../engine/labelled-set.ts'
import type { LabelledRecord } from './records.ts'

/** The labelled set that Vedette ships, as records: what the console's "How good is it?" counts. */
export async function ownRecords(): Promise<LabelledRecord[]> {
  const requests = await readLabelledSet()
  return requests.map((request, i) => ({
    id: String(i + 1),
    source: request.kind,
    label: request.expected.join('|') || 'innocent',
    line: toLogLine(request, i),
  }))
}
