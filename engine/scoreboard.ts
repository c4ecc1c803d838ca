import { setImmediate } from 'node:timers/promises'
import { type AttackType, attackTypes } from '../contract/attack-type.ts'
import type { AttackScore, InnocentScore, Misjudged, Scoreboard } from '../contract/scoreboard.ts'
import type { Analysis } from './analysis.ts'
import { type LabelledRequest, toLogLine } from './labelled-set.ts'
import type { Analysed } from './pipeline/conclude.ts'
import type { Verdict } from './verdict.ts'
import { wilson } from './wilson.ts'

/** Lines judged before the event loop is let go: a few milliseconds' work. */
const chunkSize = 25

export interface ScoreboardOptions {
  /** one of its own: its windows must not see other traffic */
  readonly analysis: Analysis
  /** what a line is reported for */
  readonly verdicts: (line: Analysed) => readonly Pick<Verdict, 'type' | 'signature'>[]
}

interface Judged {
  readonly request: LabelledRequest
  /** the verdicts by signature */
  readonly verdicts: readonly Pick<Verdict, 'type' | 'signature'>[]
  /** reported by the anomaly model, which speaks only where no signature does */
  readonly isUnusual: boolean
}

/**
 * Runs labelled requests as log lines through the engine's own way, from text to what alerts are made for, and counts.
 * Lets other work in between chunks, so the pipeline goes on while it runs.
 */
export async function scoreSet(
  requests: readonly LabelledRequest[],
  { analysis, verdicts: verdictsOf }: ScoreboardOptions,
): Promise<Scoreboard> {
  const judged: Judged[] = []
  for (let from = 0; from < requests.length; from += chunkSize) {
    const chunk = requests.slice(from, from + chunkSize)
    const lines = chunk.map((request, i) => ({
      text: toLogLine(request, from + i),
      sourceId: 0,
      arrival: Date.now(),
    }))
    const analysed = await analysis.analyse(lines)
    for (const [i, request] of chunk.entries()) {
      const line = analysed[i]
      const verdicts = line ? verdictsOf(line) : []
      const byRule = verdicts.filter(({ type }) => type !== 'anomaly')
      judged.push({ request, verdicts: byRule, isUnusual: verdicts.length > byRule.length })
    }
    await setImmediate()
  }

  const attacks = judged.filter(({ request }) => request.expected.length > 0)
  const innocent = judged.filter(({ request }) => request.expected.length === 0)
  const total = { attacks: scoreAttacks(attacks), innocent: scoreInnocent(innocent) }
  const leftAlone = total.innocent.requests - total.innocent.flagged
  return {
    computedAt: Date.now(),
    attacks: attackTypes.flatMap((type) => {
      const own = attacks.filter(({ request }) => request.expected[0] === type)
      return own.length === 0 ? [] : [{ type, ...scoreAttacks(own) }]
    }),
    innocent: [...new Set(innocent.map(({ request }) => request.kind))].sort().map((kind) => ({
      kind,
      ...scoreInnocent(innocent.filter(({ request }) => request.kind === kind)),
    })),
    total,
    balancedAccuracy:
      (share(total.attacks.found, total.attacks.requests) + share(leftAlone, total.innocent.requests)) / 2,
    misjudged: judged.flatMap(misjudged),
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

const hasRightType = ({ request, verdicts }: Judged): boolean =>
  verdicts.some(({ type }) => request.expected.some((expected: AttackType) => expected === type))

function scoreAttacks(judged: readonly Judged[]): AttackScore {
  const requests = judged.length
  const found = judged.filter(({ verdicts }) => verdicts.length > 0).length
  return {
    requests,
    found,
    foundWithRightType: judged.filter(hasRightType).length,
    missed: requests - found,
    unusual: judged.filter(({ isUnusual }) => isUnusual).length,
    interval: wilson(found, requests),
  }
}

function scoreInnocent(judged: readonly Judged[]): InnocentScore {
  const requests = judged.length
  const flagged = judged.filter(({ verdicts }) => verdicts.length > 0).length
  return {
    requests,
    flagged,
    unusual: judged.filter(({ isUnusual }) => isUnusual).length,
    interval: wilson(flagged, requests),
  }
}

function misjudged(one: Judged): Misjudged[] {
  const { request, verdicts } = one
  const isAttack = request.expected.length > 0
  if (isAttack ? hasRightType(one) : verdicts.length === 0) return []
  return [
    {
      verdict: !isAttack ? 'flagged' : verdicts.length === 0 ? 'missed' : 'other-type',
      kind: request.kind,
      expected: request.expected,
      as: verdicts.map(({ type }) => type),
      signatures: verdicts.map(({ signature }) => signature),
      request: `${request.method} ${request.target}`,
      ...(request.agent !== undefined && { userAgent: request.agent }),
      ...(request.referer !== undefined && { referer: request.referer }),
    },
  ]
}
