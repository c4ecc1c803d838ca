import { Kbd, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Keys as they are pressed one after the other, and the word for what they do. */
const keys = [
  ['g o', 'overview'],
  ['g a', 'alerts'],
  ['g i', 'incidents'],
  ['g m', 'map'],
  ['g r', 'rules'],
  ['g n', 'anomalies'],
  ['g s', 'sources'],
  ['/', 'query'],
  ['j', 'next'],
  ['k', 'previous'],
  ['o', 'open'],
  ['x', 'select'],
  ['e', 'acknowledge'],
  ['r', 'resolve'],
  ['u', 'undo'],
  ['p', 'pause'],
  ['Escape', 'close'],
  ['?', 'help'],
] as const

/** What can be done without a pointer. */
export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('app')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('keys.hide') }}
    >
      <dl className="key-list">
        {keys.map(([pressed, does]) => (
          <div key={pressed}>
            <dt>
              {pressed.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{t(`keys.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
