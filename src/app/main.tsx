import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod/mini';
import '@/ui/tokens.css';
import '@/ui/base.css';
import { startTheme } from '@/state/theme-store';
import { App } from './app';
import { startStudio } from './start-studio';

// zod compiles its parsers with `new Function` where it may; the Content-Security-Policy forbids it, and asking would be reported.
config({ jitless: true });
startTheme();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
startStudio();
