package io.setoff.gateway.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.setoff.gateway.config.GatewayConfig;
import jakarta.inject.Singleton;

/** How much room the disk of the store has. */
@Singleton
class StoreMetrics implements MeterBinder {
  private final GatewayConfig config;

  StoreMetrics(GatewayConfig config) {
    this.config = config;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    new DiskSpaceMetrics(config.storeFolder().toFile()).bindTo(registry);
  }
}
