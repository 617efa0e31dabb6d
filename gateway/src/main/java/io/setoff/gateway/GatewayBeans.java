package io.setoff.gateway;

import io.quarkus.runtime.Startup;
import io.setoff.gateway.api.QueryService;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.store.RocksPositionStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the framework meets the application: it makes the parts and ends them. */
@ApplicationScoped
class GatewayBeans {

  @Produces
  @Singleton
  @Startup
  Gateway gateway(@ConfigProperty(name = GatewayMain.CONFIG_PROPERTY) String config)
      throws ConfigException {
    var loaded = ConfigLoader.load(Path.of(config));
    Gateway gateway =
        new Gateway(loaded, RocksPositionStore.open(loaded.storeFolder()), Clock.systemUTC());
    gateway.start();
    return gateway;
  }

  void end(@Disposes Gateway gateway) {
    gateway.close();
  }

  @Produces
  @Singleton
  QueryService queries(Gateway gateway) {
    return new QueryService(gateway, Clock.systemUTC());
  }
}
