package io.setoff.gateway.telemetry;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.setoff.gateway.config.GatewayConfig;

/** What a process tells of its traces: nothing, unless its configuration names a collector. */
public final class Telemetry implements AutoCloseable {
  /** Names what the spans are of, to whoever reads them. */
  static final String SCOPE = "io.setoff";

  private final boolean on;
  private final Tracer tracer;
  private final Runnable end;

  private Telemetry(boolean on, TracerProvider provider, Runnable end) {
    this.on = on;
    this.tracer = provider.get(SCOPE);
    this.end = end;
  }

  /** As a configuration says. Without a collector nothing of the SDK is loaded. */
  public static Telemetry of(GatewayConfig config) {
    return config
        .otlp()
        .map(
            url -> {
              OtlpSender sender = new OtlpSender(url, config.roles());
              return new Telemetry(true, sender.tracers(), sender::close);
            })
        .orElseGet(() -> new Telemetry(false, TracerProvider.noop(), () -> {}));
  }

  public boolean isOn() {
    return on;
  }

  public Tracer tracer() {
    return tracer;
  }

  /** Sends what is left, if that goes quickly. */
  @Override
  public void close() {
    end.run();
  }
}
