import i18next, { t } from 'i18next'
import type { Reason } from '../../contract/index.ts'
import { formatNumber, formatQuantile } from '../parts/format.ts'
import { formatBytes } from '../parts/units.ts'

/** Up to here a size is told to the byte. */
const exactBytes = 10_000

const inUnit = (value: number, unit: 'byte' | 'bit'): string =>
  new Intl.NumberFormat(i18next.language, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(value)

// Classes of the features that count none, by their number.
const statuses = ['unknown', undefined, 'success', 'redirect', 'refused', 'failed'] as const
const methods = ['read', 'post', 'other', 'none'] as const

function classWord(feature: string, value: number): string {
  const at = Math.round(value)
  const status = feature === 'statusClass' ? statuses[at] : undefined
  if (status) return t(`reasons:status.${status}`)
  const method = feature === 'method' ? methods[at] : undefined
  return method ? t(`reasons:method.${method}`) : formatNumber(value)
}

const writers: Readonly<Record<Reason['unit'], (value: number, feature: string) => string>> = {
  bytes: (value) => (value < exactBytes ? inUnit(Math.round(value), 'byte') : formatBytes(value)),
  characters: (value) => t('reasons:characters', { count: Math.round(value) }),
  count: (value) => formatNumber(value),
  share: (value) => formatQuantile(Math.round(value * 1_000) / 1_000),
  bits: (value) => inUnit(value, 'bit'),
  class: (value, feature) => classWord(feature, value),
  rarity: (value) => t('reasons:oneIn', { of: Math.max(1, Math.round(value)) }),
}

/** A value of a feature as people write it: '1,840 bytes', '12.5 %', 'refused'. */
export const formatValue = ({ unit, feature }: Pick<Reason, 'unit' | 'feature'>, value: number): string =>
  writers[unit](value, feature)
