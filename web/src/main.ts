//! Starts the application: styles, the chosen theme before anything is drawn, then the shell.

import { mount } from 'svelte';
import App from './App.svelte';
import { showTheme } from './state/settings.svelte';
import './styles/tokens.css';
import './styles/base.css';

showTheme();
mount(App, { target: document.body });
