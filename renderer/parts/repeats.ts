import { t } from 'i18next'
import type { Alert } from '../../contract/index.ts'

/** "×42" for an alert that came several times, or undefined. */
export const timesOf = ({ count }: Alert): string | undefined =>
  count > 1 ? t('parts:times', { times: count }) : undefined

/** "×42, first 09:12:01, last 09:12:58" for an alert that came several times, or undefined. */
export const repeatsOf = (alert: Alert): string | undefined =>
  alert.count > 1
    ? t('parts:repeats', { times: alert.count, first: alert.time, last: alert.lastTime })
    : undefined
