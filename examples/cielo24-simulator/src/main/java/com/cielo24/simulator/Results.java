package com.cielo24.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was transcribed of the media of complete jobs. */
record Results(JobStore jobs, MediaStore media, Transcriptions transcriptions, MediaLength length) {

    /** The parameters that captions and transcripts have in common. */
    static final Map<String, ParameterRule> RULES = new LinkedHashMap<>();

    static {
        RULES.put("job_id", ParameterRule.TEXT);
        RULES.put("iwp_name", ParameterRule.oneOf(OrderOptions.IWP));
        RULES.put("elementlist_version", ParameterRule.TEXT);
        RULES.put("emit_speaker_change_tokens_as", ParameterRule.TEXT);
        RULES.put("sound_boundaries", ParameterRule.TEXT);
        RULES.put("remove_sounds_list", ParameterRule.JSON_LIST);
        RULES.put("replace_english_spelling", ParameterRule.oneOf(List.of("A", "B", "Z", "U", "C")));
        for (String flag : List.of(
                "audio_description",
                "mixed",
                "remove_disfluencies",
                "remove_sound_references",
                "replace_slang",
                "mask_profanity")) {
            RULES.put(flag, ParameterRule.FLAG);
        }
    }

    /**
     * @param query says whether sounds are among them, which they are not by default
     * @throws Refusal if the job is not complete: the service's own type for that is not documented
     */
    Stream<Cue> cues(String jobId, Query query) throws Refusal {
        if (transcriptions.of(jobId).filter(Transcription::isComplete).isEmpty()) {
            throw new Refusal(ServiceError.INVALID_QUERY, "The transcription of the job is not complete");
        }
        ReceivedMedia transcribed = media.of(jobId)
                .orElseThrow(() -> new Refusal(ServiceError.INVALID_QUERY, "The media of the job is gone"));
        boolean sounds = query.value("remove_sound_references").isPresent() && !query.flag("remove_sound_references");
        long millis = Math.round(length.seconds(transcribed) * 1_000);
        return new Speech(millis).cues().filter(cue -> sounds || !cue.sound());
    }

    /** In which the result is said to be, though the text is the same for all. */
    String language(String jobId) {
        return transcriptions
                .of(jobId)
                .flatMap(transcription -> transcription.order().parameter("target_language"))
                .or(() -> jobs.find(jobId).map(CreatedJob::language))
                .map(languages -> languages.split(",")[0])
                .orElse("en");
    }
}
