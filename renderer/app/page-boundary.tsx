import { Component, type ReactNode } from 'react'
import { Failed } from '../parts/states.tsx'

interface State {
  readonly error: Error | undefined
}

/** Keeps what goes wrong in one page from taking the others along. Give it the page's path as `key`. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return <Failed error={error} onRetry={() => this.setState({ error: undefined })} />
  }
}
