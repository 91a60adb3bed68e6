//! Starts the application: styles, the theme before the first paint, then the shell.

import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { showTheme } from './state/theme.svelte';

showTheme();
mount(App, { target: document.body });
