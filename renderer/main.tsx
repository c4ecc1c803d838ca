import '@mantine/core/styles.css'
import '@mantine/charts/styles.css'
import '@mantine/notifications/styles.css'
import './app/tokens.css'
import './app/console.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { speakAsChosen } from './words/index.ts'

await speakAsChosen()

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
