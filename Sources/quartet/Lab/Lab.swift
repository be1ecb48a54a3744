import ArgumentParser

/// `quartet lab`: the families of models on any pictures or texts.
struct Lab: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train and try VAEs, GANs and transformers on your own pictures and texts.",
        discussion: """
            Pictures are read from a folder of PNG, JPEG and WebP files (each sub-folder a class), or from IDX files: \
            MNIST, Fashion-MNIST and EMNIST as they are published, both parts in one folder.

            EXAMPLES:
              quartet lab vae --data fashion-mnist/ --out lab/vae
              quartet lab gan --data photographs/ --size 32 --out lab/gan
              quartet lab lines --data smiles.txt --out lab/smiles
              quartet lab gan sample --model lab/gan/gan.safetensors --out shoes.png
              quartet lab generate --model SmolLM2-135M-Instruct.Q4_1.gguf \\
                  --prompt "The capital of France is"
              quartet lab gpt --data shakespeare.txt --out lab/gpt
              quartet lab translate --data english-german.tsv --out lab/translate
              quartet lab attention --model all-MiniLM-L6-v2 \\
                  --text "The cat sat on the mat" --out attention.png
              quartet lab encode --model all-MiniLM-L6-v2 \\
                  "Where is my order?" "Has my parcel been sent?"
              quartet lab tokens --model all-MiniLM-L6-v2 "Where is my order?"
              quartet lab classify train --data messages.csv --text text --label intent
              quartet lab answer train --data squad.json --out lab/answer
              quartet lab entities train --data entities.jsonl --out lab/entities
              quartet lab masked train --data shakespeare.txt --out lab/masked
              quartet lab summarise train --data dialogues.jsonl --out lab/summaries
            """,
        subcommands: [
            LabVAE.self, LabGAN.self, LabLines.self,
            TrainGPT.self, LabTranslate.self, GenerateText.self, EncodeText.self, ListTokens.self,
            DrawAttention.self, LabClassify.self, LabAnswer.self, LabEntities.self,
            LabMasked.self, LabSummarise.self,
        ])
}

/// A variational autoencoder of pictures.
struct LabVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vae", abstract: "A variational autoencoder (Kingma & Welling, 2014) for pictures.",
        discussion: """
            `quartet lab vae --data PATH` trains; `quartet lab vae train --help` lists its options.

            EXAMPLES:
              quartet lab vae --data fashion-mnist/ --out lab/vae
              quartet lab vae sample --model lab/vae/vae.safetensors --out samples.png
            """,
        subcommands: [
            TrainVAE.self, SampleVAE.self, InterpolateVAE.self, EvaluateVAE.self, ReconstructVAE.self,
            DenoiseVAE.self, AnomaliesVAE.self,
        ],
        defaultSubcommand: TrainVAE.self)
}

/// An encoder-decoder of pairs of texts.
struct LabTranslate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate",
        abstract: "An encoder-decoder transformer (Vaswani et al., 2017) for pairs of texts.",
        discussion: """
            `quartet lab translate --data PAIRS.tsv` trains; `quartet lab translate train --help` lists its options.

            EXAMPLES:
              quartet lab translate --data english-german.tsv --out lab/translate
              quartet lab translate text --model lab/translate/translate.safetensors \\
                  "Where are you?"
            """,
        subcommands: [TrainTranslation.self, TranslateText.self], defaultSubcommand: TrainTranslation.self)
}

/// A generative adversarial network of pictures.
struct LabGAN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gan",
        abstract:
            "A class-conditional GAN for pictures (DCGAN, Radford et al., 2016; or StyleGAN).",
        discussion: """
            `quartet lab gan --data PATH` trains; `quartet lab gan train --help` lists its options.

            EXAMPLES:
              quartet lab gan --data fashion-mnist/ --out lab/gan
              quartet lab gan sample --model lab/gan/gan.safetensors --out shoes.png
            """,
        subcommands: [TrainGAN.self, SampleGAN.self, InterpolateGAN.self], defaultSubcommand: TrainGAN.self)
}
