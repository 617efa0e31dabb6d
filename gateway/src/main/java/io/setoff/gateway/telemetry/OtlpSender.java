package io.setoff.gateway.telemetry;

import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.setoff.gateway.config.Role;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans over OTLP, on a thread of its own. What a collector that is away does not take in
 * time is dropped: nobody waits for it.
 */
final class OtlpSender {
  private static final Duration SEND_EVERY = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int END_SECONDS = 2;

  private final SdkTracerProvider tracers;

  OtlpSender(URI url, Set<Role> roles) {
    OtlpGrpcSpanExporter exporter =
        OtlpGrpcSpanExporter.builder().setEndpoint(url.toString()).setTimeout(TIMEOUT).build();
    this.tracers =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(process(roles)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter).setScheduleDelay(SEND_EVERY).build())
            .build();
  }

  private static Resource process(Set<Role> roles) {
    return Resource.create(
        Attributes.of(
            stringKey("service.name"),
            "setoff",
            stringKey("service.instance.id"),
            UUID.randomUUID().toString(),
            stringArrayKey("setoff.roles"),
            roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).sorted().toList()));
  }

  TracerProvider tracers() {
    return tracers;
  }

  void close() {
    tracers.shutdown().join(END_SECONDS, TimeUnit.SECONDS);
  }
}
