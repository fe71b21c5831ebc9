#!/usr/bin/env node
// The installed command: teaches this process to read TypeScript, then runs the command line.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
