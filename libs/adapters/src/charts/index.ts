export { type Charts, createCharts } from './create-charts.ts'
