package com.cielo24.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code /api/job/get_caption}.
 *
 * @param scheme of the URLs that {@code build_url} asks for
 */
record CaptionCall(Sessions sessions, JobStore jobs, Results results, String scheme) implements ServiceCall {

    static final String PATH = "/api/job/get_caption";

    /** Where captions have a URL of their own, without a token. */
    static final String PUBLIC_PATH = "/captions";

    private static final Set<String> NOT_IN_A_URL = Set.of("v", "api_token", "build_url");
    private static final Map<String, String> LINE_ENDINGS = Map.of("UNIX", "\n", "WINDOWS", "\r\n", "OSX", "\r");
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** All that is documented, also where it changes nothing here. */
    private static final Map<String, ParameterRule> RULES = new LinkedHashMap<>(Results.RULES);

    static {
        RULES.put("caption_format", ParameterRule.oneOf(CaptionFormat.NAMES));
        RULES.put("line_ending_format", ParameterRule.oneOf(LINE_ENDINGS.keySet()));
        RULES.put("force_case", ParameterRule.oneOf(List.of("upper", "lower")));
        RULES.put("display_speaker_id", ParameterRule.oneOf(List.of("no", "number", "name")));
        RULES.put("characters_per_caption_line", ParameterRule.matching("0*[1-9][0-9]{0,3}", "1 to 9999"));
        RULES.put("lines_per_caption", ParameterRule.matching("0*[1-9][0-9]?", "1 to 99"));
        RULES.put("dfxp_header", ParameterRule.matching("(?s)<head.*</head>", "a whole head element"));
        for (String flag : List.of(
                "build_url",
                "caption_by_sentence",
                "include_dfxp_metadata",
                "disallow_dangling",
                "line_break_on_sentence",
                "qt_seamless",
                "single_speaker_per_caption",
                "sound_tokens_by_caption",
                "sound_tokens_by_line",
                "speaker_on_new_line",
                "strip_square_brackets",
                "utf8_mark")) {
            RULES.put(flag, ParameterRule.FLAG);
        }
        for (String number : List.of(
                "caption_words_min",
                "layout_target_caption_length_ms",
                "maximum_caption_duration",
                "merge_gap_interval",
                "minimum_caption_length_ms",
                "minimum_gap_between_captions_ms",
                "silence_max_ms",
                "sound_threshold")) {
            RULES.put(number, ParameterRule.NUMBER);
        }
        RULES.put("sound_tokens_by_caption_list", ParameterRule.JSON_LIST);
        RULES.put("sound_tokens_by_line_list", ParameterRule.JSON_LIST);
        RULES.put("display_effects_speaker_as", ParameterRule.TEXT);
        RULES.put("srt_format", ParameterRule.TEXT);
    }

    @Override
    public Verdict serve(Call call) throws Refusal {
        Authorized authorized = Authorized.of(call, sessions, RULES.keySet());
        String jobId = authorized.job(jobs);
        Query query = authorized.query();
        String captions = write(jobId, query);
        if (!query.flag("build_url")) {
            return new Verdict(Answer.text(200, captions), "returned captions");
        }
        String host = call.received().header("Host").stream().findFirst().orElse("localhost");
        String parameters = query.parameters().entrySet().stream()
                .filter(parameter -> !NOT_IN_A_URL.contains(parameter.getKey()))
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String url = scheme + "://" + host + PUBLIC_PATH + "?" + parameters;
        return new Verdict(Answer.json(200, Map.of("CaptionUrl", url)), "returned the URL of captions");
    }

    /** Everybody may read what has a URL of its own, as in the service. */
    Verdict servePublic(Call call) throws Refusal {
        Query query = ServiceCall.query(call);
        query.allowOnly(RULES.keySet());
        String jobId = query.requireHex("job_id");
        return new Verdict(Answer.text(200, write(jobId, query)), "returned captions by their URL");
    }

    private String write(String jobId, Query query) throws Refusal {
        CaptionFormat format = CaptionFormat.valueOf(checked(query).require("caption_format"));
        int characters = query.number("characters_per_caption_line").orElse(42);
        int lines = query.number("lines_per_caption").orElse(2);
        String force = query.value("force_case").orElse("");
        List<Cue> cues = results.cues(jobId, query)
                .map(cue -> cue.withCase(force))
                .flatMap(cue -> Speech.wrap(cue, characters, lines))
                .toList();
        String head = query.value("dfxp_header").orElse("<head/>");
        String captions = format.write(cues, results.language(jobId), head);
        String lineEnding = LINE_ENDINGS.get(query.value("line_ending_format").orElse("UNIX"));
        return (query.flag("utf8_mark") ? BYTE_ORDER_MARK : "") + captions.replace("\n", lineEnding);
    }

    private static Query checked(Query query) throws Refusal {
        query.require("caption_format");
        ParameterRule.check(query, RULES);
        return query;
    }
}
