package com.cielo24.camel.springboot;

import javax.sql.DataSource;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.MediaLedger;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Sets the options of the {@code cielo24} component from the properties {@code camel.component.cielo24.*}, and creates a
 * ledger in the application's database where {@code camel.component.cielo24.ledger-enabled} is {@code true}. With
 * {@code camel.component.cielo24.enabled=false} it does neither.
 */
// after the data source of Boot 3 or Boot 4, so that a ledger of the application's own is known
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnProperty(prefix = ComponentProperties.PREFIX, name = "enabled", matchIfMissing = true)
public class Cielo24AutoConfiguration {

    @Bean
    ComponentCustomizer cielo24ComponentCustomizer(Environment environment) {
        ComponentProperties properties = new ComponentProperties(environment);
        return ComponentCustomizer.builder(Cielo24Component.class).build(properties::applyTo);
    }

    /** Without a data source the application does not start: media would be added without a ledger. */
    @Bean
    @ConditionalOnProperty(prefix = ComponentProperties.PREFIX, name = "ledger-enabled")
    @ConditionalOnMissingBean(MediaLedger.class)
    JdbcMediaLedger cielo24Ledger(DataSource dataSource) {
        return new JdbcMediaLedger(dataSource);
    }
}
