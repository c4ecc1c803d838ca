import { t } from 'i18next'
import type { Reason } from '../../contract/index.ts'
import { formatValue } from './value.ts'

const known = [
  'length',
  'entropy',
  'special',
  'digits',
  'upper',
  'encoded',
  'depth',
  'parameters',
  'longestParameter',
  'suspicious',
  'nonAscii',
  'repeated',
  'statusClass',
  'method',
  'agent',
  'nameOddity',
  'syntax',
  'joints',
  'pathRarity',
  'statusOddity',
  'methodOddity',
  'lengthOddity',
  'sizeOddity',
  'agentRarity',
  'nameRarity',
  'valueOddity',
  'gramRarity',
] as const

/** A feature's name in the language that is spoken; a newer one is called as the engine calls it. */
export function featureWord(name: string, title: string): string {
  const found = known.find((one) => one === name)
  return found === undefined ? title : t(`reasons:feature.${found}`)
}

/** Where a value stands to what is usual. */
export type Standing = 'above' | 'below' | 'within' | 'other'

/** Classes have no order: one is the usual one or it is not. */
export function standingOf({ unit, value, usual: { low, middle, high } }: Reason): Standing {
  if (unit === 'class') return value === middle ? 'within' : 'other'
  if (value > high) return 'above'
  return value < low ? 'below' : 'within'
}

/** "Longest parameter: 1,840 characters, usually under 120 characters". */
export function reasonSentence(reason: Reason): string {
  const { usual } = reason
  const name = featureWord(reason.feature, reason.title)
  const written = (value: number) => formatValue(reason, value)
  const value = written(reason.value)
  const [low, middle, high] = [written(usual.low), written(usual.middle), written(usual.high)]
  const standing = standingOf(reason)
  if (standing === 'other') return t('reasons:other', { name, value, middle })
  if (standing === 'within')
    return low === high
      ? t('reasons:asUsual', { name, value })
      : t('reasons:within', { name, value, low, high })
  if (standing === 'above' && reason.unit === 'rarity') return t('reasons:rarer', { name, value, high })
  if (low === high) return t('reasons:always', { name, value, middle })
  return standing === 'above'
    ? t('reasons:above', { name, value, high })
    : t('reasons:below', { name, value, low })
}
