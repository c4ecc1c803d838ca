import type { ModelCard, ModelComparison } from '../contract/model.ts'
import { quote } from './output.ts'

const count = (n: number): string => n.toLocaleString('en')
const day = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** One line of the list. Names stand in JSON quotes, so that no terminal obeys them. */
export function modelLine({ id, name, isActive, trainedAt, rows, profiled, problem }: ModelCard): string {
  const mark = isActive ? '*' : ' '
  if (problem !== undefined) return `${mark} ${id}  cannot be used: ${quote(problem)}\n`
  const of = profiled > 0 ? profiled : rows
  return `${mark} ${id}  ${quote(name)}  trained ${trainedAt.slice(0, 10)} on ${count(of)} requests\n`
}

/** All that a model says of itself. */
export function cardText(card: ModelCard): string {
  const { period } = card
  const lines: [string, string][] = [
    ['model', `${card.id} ${quote(card.name)}`],
    ['trained', card.trainedAt],
    ...(period ? [['period', `${day(period.from)} to ${day(period.to)}`] satisfies [string, string]] : []),
    ...card.sources.map(({ name, requests }): [string, string] => [
      'source',
      `${quote(name)}, ${count(requests)} requests`,
    ]),
    ['requests', `${count(card.profiled)} in its profile, ${count(card.rows)} for its trees`],
    ['left out', `${count(card.leftOut)} requests with an attack in them`],
    ['forest', `${card.trees} trees of ${card.maxSamples} samples, ${card.features.length} features`],
    ['scores', quantiles(card.quantiles)],
    ['threshold', card.threshold.toFixed(3)],
  ]
  return lines.map(([name, value]) => `${name.padEnd(10)} ${value}\n`).join('')
}

const quantiles = (of: ModelCard['quantiles']): string =>
  Object.entries(of)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([share, score]) => `${Number(share) * 100} % below ${score.toFixed(3)}`)
    .join(', ')

/** What two models would have reported, with the lines only one of them would. */
export function comparisonText(comparison: ModelComparison): string {
  const { modelId, otherId, period, requests, threshold, reported, examples } = comparison
  const summary = `Of ${count(requests)} requests from ${day(period.from)} to ${day(period.to)}, ${modelId} reports ${count(
    reported.both + reported.onlyThis,
  )} (from ${threshold.this.toFixed(3)} on) and ${otherId} ${count(
    reported.both + reported.onlyOther,
  )} (from ${threshold.other.toFixed(3)} on); ${count(reported.both)} are the same.\n`
  const lines = (by: 'this' | 'other', id: string): string => {
    const own = examples.filter((example) => example.by === by)
    if (own.length === 0) return ''
    const shown = own.map(
      ({ raw, sourceName, score }) =>
        `  ${score.this.toFixed(3)} ${score.other.toFixed(3)}  ${quote(sourceName)}  ${quote(raw)}\n`,
    )
    return `Only ${id} reports (scores of both, source, line):\n${shown.join('')}`
  }
  return summary + lines('this', modelId) + lines('other', otherId)
}
