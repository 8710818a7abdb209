export { startFakeWeCom } from './fake-wecom.ts'
