export { type FakeWeCom, startFakeWeCom } from './fake-wecom.ts'
