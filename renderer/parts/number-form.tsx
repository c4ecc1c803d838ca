import { Button, NumberInput, type NumberInputProps } from '@mantine/core'
import { type ReactNode, useState } from 'react'

export interface NumberFormProps extends Pick<NumberInputProps, 'label' | 'step' | 'decimalScale' | 'w'> {
  readonly className: string
  readonly value: number
  /** what was typed as the number it stands for; undefined where it cannot be */
  readonly read: (typed: number | string) => number | undefined
  /** says that it cannot be */
  readonly refusal: string
  readonly action: string
  readonly isPending: boolean
  readonly onSet: (wanted: number) => void
  /** behind the button */
  readonly children: ReactNode
}

/** One number of the settings, changed where it is shown. */
export function NumberForm({
  className,
  value,
  read,
  refusal,
  action,
  isPending,
  onSet,
  children,
  ...field
}: NumberFormProps) {
  const [typed, setTyped] = useState<number | string>()
  const shown = typed ?? value
  const wanted = read(shown)
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted !== undefined) onSet(wanted)
      }}
    >
      <NumberInput
        size="xs"
        {...field}
        value={shown}
        error={wanted === undefined && refusal}
        onChange={setTyped}
      />
      <Button
        type="submit"
        size="xs"
        variant="default"
        loading={isPending}
        disabled={wanted === undefined || wanted === value}
      >
        {action}
      </Button>
      {children}
    </form>
  )
}
