export { configurationPage } from './configuration-page.ts'
