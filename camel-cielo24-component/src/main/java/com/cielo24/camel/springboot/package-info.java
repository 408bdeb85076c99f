/**
 * The component in a Spring Boot application. Spring Boot is optional: nothing else refers to this package.
 */
package com.cielo24.camel.springboot;
