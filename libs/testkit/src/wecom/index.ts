export { type CallbackTo, sealed, verifyUrl } from './callback.ts'
export { type FakeWeCom, startFakeWeCom } from './fake-wecom.ts'
