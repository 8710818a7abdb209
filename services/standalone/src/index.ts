export { ALL_SETTINGS } from './all-settings.ts'
export { configurationPage } from './configuration-page.ts'
