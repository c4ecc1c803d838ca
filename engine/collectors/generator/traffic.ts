import { attackTypes } from '../../../contract/attack-type.ts'
import type { EpochMs } from '../../../contract/event.ts'
import { behaviouralRequest } from './behaviour.ts'
import { normalRequest } from './normal.ts'
import { Random } from './random.ts'
import type { TrafficKind, TrafficLine } from './request.ts'
import { type Campaign, newCampaign, type Step } from './signature-attacks.ts'
import { writeLogin, writeRequest } from './write-line.ts'

export interface Traffic {
  /** the next line, as logged at `time` */
  next(time: EpochMs): TrafficLine
}

const kinds: readonly TrafficKind[] = ['normal', 'signature', 'behavioural']
/** Campaigns under way at once, so that actors interleave as they do in real logs. */
const campaignsAtOnce = 4

/** Traffic in three equal parts. Same seed and times, same lines. */
export function createTraffic(seed: number): Traffic {
  const random = new Random(seed)
  const campaigns: Campaign[] = []
  let order: TrafficKind[] = []
  let types = [...attackTypes]

  function nextKind(): TrafficKind {
    if (order.length === 0) order = shuffle(kinds, random)
    return order.pop() ?? 'normal'
  }

  function nextStep(): { step: Step; campaign: Campaign } {
    while (campaigns.length < campaignsAtOnce) {
      if (types.length === 0) types = [...attackTypes]
      const type = random.pick(types)
      types = types.filter((other) => other !== type)
      campaigns.push(newCampaign(type, random))
    }
    const campaign = random.pick(campaigns)
    const step = campaign.steps.shift()
    if (campaign.steps.length === 0) campaigns.splice(campaigns.indexOf(campaign), 1)
    return step ? { step, campaign } : nextStep()
  }

  const write = (step: Step, time: EpochMs): string =>
    'method' in step ? writeRequest(step, time, random) : writeLogin(step, time, random)

  return {
    next(time) {
      const kind = nextKind()
      if (kind === 'normal') return { line: write(normalRequest(random), time), kind }
      if (kind === 'behavioural') return { line: write(behaviouralRequest(random), time), kind }
      const { step, campaign } = nextStep()
      return { line: write(step, time), kind, type: campaign.type }
    },
  }
}

function shuffle<T>(list: readonly T[], random: Random): T[] {
  const out = [...list]
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.int(0, i)
    const [a, b] = [out[i], out[j]]
    if (a !== undefined && b !== undefined) [out[i], out[j]] = [b, a]
  }
  return out
}
