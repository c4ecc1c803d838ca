import type { Expectation, ExpectationPreview } from '../contract/anomaly.ts'
import { escapeControls, quote } from './output.ts'

/** One JSON object on a line. */
export const asJson = (expectation: Expectation): string => `${escapeControls(JSON.stringify(expectation))}\n`

/** One line for people; what comes from logs and notes stands in JSON quotes, so that no terminal obeys it. */
export function asText(expectation: Expectation): string {
  const { id, madeAt, method, template, width, sourceName, held, lastHeldAt, note, problem } = expectation
  const last = lastHeldAt === undefined ? '' : `, last ${new Date(lastHeldAt).toISOString()}`
  return [
    id,
    new Date(madeAt).toISOString(),
    quote(`${method ?? '-'} ${template}`),
    `in ${quote(sourceName)}`,
    width,
    `held ${held}${last}`,
    ...(note === undefined ? [] : [`note ${quote(note)}`]),
    ...(problem === undefined ? [] : [problem]),
  ]
    .join('  ')
    .concat('\n')
}

/** What it would have done, before it is done. */
export const previewText = ({ alerts, held, kept }: ExpectationPreview): string =>
  `Of the latest ${alerts} anomaly alerts ${held} would not have been made; ${kept.length === 0 ? 'none' : 'some'} of the same path would still have been.`
