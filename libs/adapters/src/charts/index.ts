export { type Chart, type Charts, createCharts } from './create-charts.ts'
