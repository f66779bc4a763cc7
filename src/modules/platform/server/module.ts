import { defineModule, serve } from '#kernel/module.ts'
import * as api from '#platform/contract/api.ts'
import * as phone from '#platform/server/phone/phone.ts'

export default defineModule({
  name: 'platform',
  needs: ['identity', 'conversations'],
  routes: [
    serve(api.getPhone, phone.get),
    serve(api.listPhoneChats, phone.listChats),
    serve(api.listPhoneMessages, phone.listMessages),
    serve(api.addPhoneCustomer, phone.addCustomer),
    serve(api.writeAsCustomer, phone.write),
    serve(api.lookAtChat, phone.look),
    serve(api.playVoiceNote, phone.play),
    serve(api.getPhoneFile, phone.getFile),
    serve(api.switchLiveCustomers, phone.switchLive),
  ],
})
