import {
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  MP4,
  OGG,
  OggOutputFormat,
  Output,
  WEBM,
} from 'mediabunny'

/**
 * A recording of the browser as a file that channels take as a voice note. Opus in whatever container it was recorded is
 * put into Ogg as it is, packet by packet: nothing is encoded again. Sound of browsers that record no Opus (AAC) stays in
 * its MP4, which arrives as an audio. Rejects when there is nothing in it that could be heard.
 */
export async function voiceFile(recording: Blob): Promise<File> {
  const input = new Input({ source: new BlobSource(recording), formats: [WEBM, MP4, OGG] })
  const track = await input.getPrimaryAudioTrack()
  if (!track) throw new Error('the recording has no sound')
  if ((await track.getCodec()) !== 'opus') return new File([recording], 'nota-de-voz.m4a', { type: 'audio/mp4' })

  const target = new BufferTarget()
  const output = new Output({ format: new OggOutputFormat(), target })
  const sound = new EncodedAudioPacketSource('opus')
  output.addAudioTrack(sound)
  await output.start()
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined
  let packets = 0
  for await (const packet of new EncodedPacketSink(track).packets()) {
    await sound.add(packet, packets > 0 || !decoderConfig ? undefined : { decoderConfig })
    packets++
  }
  if (packets === 0) throw new Error('the recording is empty')
  await output.finalize()
  return new File([target.buffer ?? new ArrayBuffer(0)], 'nota-de-voz.ogg', { type: 'audio/ogg' })
}
