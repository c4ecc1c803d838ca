import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Route, Switch } from 'wouter'
import { ExpectProvider } from '../expect/provider.tsx'
import { Loading } from '../parts/states.tsx'
import { TriageProvider } from '../triage/provider.tsx'
import { NowContext } from './filter.ts'
import { LiveProvider } from './live.tsx'
import { schemeManager } from './scheme.ts'
import { Shell } from './shell.tsx'
import { cssVariables, theme } from './theme.ts'

const Overview = lazy(() => import('../overview/index.tsx'))
const Alerts = lazy(() => import('../alerts/index.tsx'))
const Incidents = lazy(() => import('../incidents/index.tsx'))
const ActorPage = lazy(() => import('../actor/index.tsx'))
const ThreatMapPage = lazy(() => import('../map/index.tsx'))
const Rules = lazy(() => import('../rules/index.tsx'))
const Anomalies = lazy(() => import('../anomalies/index.tsx'))
const Sources = lazy(() => import('../sources/index.tsx'))
const SettingsPage = lazy(() => import('../settings/index.tsx'))

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: 500, placeholderData: (before: unknown) => before } },
})

const minute = 60_000
const presentMinute = (): number => Math.floor(Date.now() / minute) * minute

export function App() {
  // In another language everything is drawn anew from here.
  useTranslation()
  const [now, setNow] = useState(presentMinute)
  useEffect(() => {
    const timer = setInterval(() => setNow(presentMinute()), 5_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="dark"
    >
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        <NowContext.Provider value={now}>
          <LiveProvider>
            <ExpectProvider>
              <TriageProvider>
                <Shell>
                  <Suspense fallback={<Loading />}>
                    <Switch>
                      <Route path="/" component={Overview} />
                      <Route path="/alerts" component={Alerts} />
                      <Route path="/alerts/:id" component={Alerts} />
                      <Route path="/incidents" component={Incidents} />
                      <Route path="/incidents/:id" component={Incidents} />
                      <Route path="/actor/:kind/:value" component={ActorPage} />
                      <Route path="/map" component={ThreatMapPage} />
                      <Route path="/rules/:part?" component={Rules} />
                      <Route path="/anomalies/:part?" component={Anomalies} />
                      <Route path="/sources" component={Sources} />
                      <Route path="/settings" component={SettingsPage} />
                      <Route component={Overview} />
                    </Switch>
                  </Suspense>
                </Shell>
              </TriageProvider>
            </ExpectProvider>
          </LiveProvider>
        </NowContext.Provider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
