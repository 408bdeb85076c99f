/**
 * Makes the job of media that names none: exactly one, whatever breaks. Knows neither files nor messages.
 */
package com.cielo24.examples.job;
